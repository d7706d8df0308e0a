package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "job-{id}")
    public void build(String id) {}

    @Once(key = "job-{id}-{part}")
    public void buildPart(String id, int part) {}

    @Once(key = "job")
    public void prepare() {}

    @Once(key = "job")
    public void cleanUp() {}

    @SuppressWarnings("once4j:shared-key")
    @Once(key = "clear")
    public void clear() {}

    @SuppressWarnings("once4j:shared-key")
    @Once(key = "clear")
    public void clearAll() {}
}
