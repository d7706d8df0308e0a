package io.github.once4j.readme;

import io.github.once4j.Once;
import org.jspecify.annotations.Nullable;

/** Key templates. */
public abstract class Keys {
    private final String region;

    protected Keys(String region) {
        this.region = region;
    }

    // README
    public record Customer(String id, String name) {}

    public record Invoice(long number, Customer customer) {}

    @Once(key = "{this.region}:invoice-{invoice.customer.id}-{invoice.number}") // eu:invoice-c7-2041
    public @Nullable String send(Invoice invoice) {
        return invoice.customer().name();
    }
    // end

    public String getRegion() {
        return region;
    }
}
