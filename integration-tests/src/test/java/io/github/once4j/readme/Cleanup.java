package io.github.once4j.readme;

import io.github.once4j.Once;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Spring: a job. */
// README
@Service // copied to CleanupOnce, as @Scheduled is: the container sees only the guarded class
public abstract class Cleanup {
    @Scheduled(cron = "0 0 3 * * *") // on every node; the body runs on one
    @Once(key = "cleanup", holdAtLeast = "1m")
    public void cleanUp() {
        System.out.println("cleaning up");
    }
}
// end
