package io.github.once4j.lombok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mapstruct.factory.Mappers;

/** Two guards, as of two processes, exclude each other on one Redis. */
class LombokTest {
    private static final Order ORDER = new Order(7, "acme");

    @Test
    void twoGuardsExcludeEachOther() {
        try (RealRedis redis = RealRedis.start();
                OnceGuard one = guard(redis);
                OnceGuard another = guard(redis)) {
            Invoices there = invoices(another, invoice -> invoice);
            Invoices here = invoices(one, invoice -> {
                assertThat(there.send(ORDER)).isEmpty();
                return invoice;
            });

            assertThat(here.send(ORDER)).contains(new Invoice(7, "acme"));
            assertThat(there.send(ORDER)).contains(new Invoice(7, "acme"));
        }
    }

    private static Invoices invoices(OnceGuard guard, UnaryOperator<Invoice> mail) {
        return new InvoicesOnce(guard, Mappers.getMapper(InvoiceMapper.class), mail);
    }

    private static OnceGuard guard(RealRedis redis) {
        return OnceGuard.builder().client(LettuceNxClient.connect(redis.uri())).build();
    }
}
