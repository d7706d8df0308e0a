package errors;

import io.github.once4j.Once;
import io.micronaut.scheduling.annotation.Scheduled;

abstract class Service {
    @Scheduled(fixedDelay = "5m")
    @Once(key = "nightly")
    public void nightly() {}
}

// ---
package io.micronaut.scheduling.annotation;

import io.micronaut.context.annotation.Executable;

@Executable(processOnStartup = true)
public @interface Scheduled {
    String fixedDelay();
}

// ---
package io.micronaut.context.annotation;

public @interface Executable {
    boolean processOnStartup() default false;
}
