package io.github.once4j.readme;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceMethod;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

// README
final class SkipMetrics implements OnceListener {
    final Map<String, Integer> skips = new ConcurrentHashMap<>();

    @Override
    public void locked(OnceMethod method, String key, LockHolder holder) {
        skips.merge(method.name(), 1, Integer::sum); // by method: there may be as many keys as tenants
    }

    @Override
    public void leaseLost(OnceMethod method, Lease lease, String reason) {
        System.err.println(method + " lost " + lease.key() + ": " + reason);
    }
}
// end
