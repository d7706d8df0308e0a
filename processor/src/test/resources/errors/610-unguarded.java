package errors;

import io.github.once4j.Once;

public class Service {
    @Once(key = "build-{id}")
    public void build(String id) {}

    @SuppressWarnings("once4j:unguarded")
    static class Meant {
        @Once(key = "meant-{id}")
        void build(String id) {}
    }

    static class ForSubclasses {
        protected ForSubclasses() {}

        @Once(key = "for-subclasses-{id}")
        void build(String id) {}
    }
}
