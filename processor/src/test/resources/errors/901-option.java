package errors;

import io.github.once4j.Once;

// -Aonce4j.unguarded=eror
public abstract class Service {
    @Once(key = "build-{id}")
    public void build(String id) {}
}
