package io.github.once4j.spring.shop;

import io.github.once4j.Once;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Three schedules, one of them twice on one method. */
@Service
public abstract class Jobs {
    private final Journal journal;

    protected Jobs(Journal journal) {
        this.journal = journal;
    }

    @Scheduled(fixedRate = 100)
    @Once(key = "fast", holdAtLeast = "1h")
    public void fast() {
        journal.add("fast");
    }

    @Scheduled(fixedDelay = 100)
    @Scheduled(cron = "* * * * * *")
    @Once(key = "twice", holdAtLeast = "1h")
    public void twice() {
        journal.add("twice");
    }

    @Scheduled(fixedDelayString = "${shop.slow:100}")
    @Once(key = "slow", holdAtLeast = "1h")
    public void slow() {
        journal.add("slow");
    }
}
