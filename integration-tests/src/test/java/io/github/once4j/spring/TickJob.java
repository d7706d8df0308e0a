package io.github.once4j.spring;

import io.github.once4j.Once;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** A job of a millisecond, each second, on every node: its key outlasts what the nodes' clocks differ. */
@Service
public abstract class TickJob {
    private final List<Instant> runs = new CopyOnWriteArrayList<>();

    @Scheduled(cron = "* * * * * *")
    @Once(key = "tick", holdAtLeast = "900ms")
    public void tick() {
        runs.add(Instant.now());
    }

    public List<Instant> runs() {
        return List.copyOf(runs);
    }
}
