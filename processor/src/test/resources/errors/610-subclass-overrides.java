package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "build-{id}")
    public void build(String id) {}
}

class Overriding extends Service {
    @Override
    public void build(String id) {}
}
