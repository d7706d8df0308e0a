package errors;

import io.github.once4j.Once;
import org.springframework.cache.annotation.Cacheable;

abstract class Service {
    @Cacheable
    @Once(key = "a")
    public String a() {
        return "";
    }

    @Composed
    @Once(key = "b")
    public String b() {
        return "";
    }
}

@Cacheable
@interface Composed {}
// ---
package org.springframework.cache.annotation;

public @interface Cacheable {}
