package io.github.once4j.lockbench;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** once4j: the generated class on one guard after the other, all of which share a client. */
final class ManyGuards implements Contestant {
    static final int GUARDS = 16;

    private final LettuceNxClient client;
    private final List<OnceGuard> guards;
    private final List<JobOnce> jobs;
    private final Queue<Lease> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();

    ManyGuards(String uri) {
        this.client = LettuceNxClient.connect(uri);
        this.guards = Stream.generate(() -> OnceGuard.builder().sharedClient(client).build())
                .limit(GUARDS)
                .toList();
        this.jobs = guards.stream().map(JobOnce::new).toList();
    }

    private int next() {
        return next.getAndIncrement() & GUARDS - 1;
    }

    @Override
    public int call(String id) {
        return jobs.get(next()).run(id);
    }

    @Override
    public void hold(String id) {
        held.add(Objects.requireNonNull(guards.get(next()).tryAcquire("job-" + id)));
    }

    @Override
    public void close() {
        held.forEach(Lease::close);
        guards.forEach(OnceGuard::close);
        client.close();
    }
}
