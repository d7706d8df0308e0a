package errors;

import io.github.once4j.Once;
import org.springframework.scheduling.annotation.Scheduled;

abstract class Service {
    @Scheduled(fixedDelay = 1000)
    @interface EachSecond {}

    @EachSecond
    @Once(key = "a", waitAtMost = "5s")
    public void a() {}
}
// ---
package org.springframework.scheduling.annotation;

public @interface Scheduled {
    long fixedDelay();
}
