package errors;

import io.github.once4j.Once;
import io.micronaut.transaction.annotation.Transactional;

abstract class Service {
    @Transactional
    @Once(key = "k")
    public void run() {}
}
// ---
package io.micronaut.transaction.annotation;

public @interface Transactional {}
