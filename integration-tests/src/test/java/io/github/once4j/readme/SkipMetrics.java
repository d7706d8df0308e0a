package io.github.once4j.readme;

import io.github.once4j.runtime.OnceListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

// README
final class SkipMetrics implements OnceListener {
    final Map<String, Integer> skips = new ConcurrentHashMap<>();

    @Override
    public void locked(Locked event) {
        skips.merge(event.method().name(), 1, Integer::sum); // by method: there may be as many keys as tenants
    }

    @Override
    public void leaseLost(LeaseLost event) {
        System.err.println(event.method() + " lost " + event.lease().key() + ": " + event.reason());
    }
}
// end
