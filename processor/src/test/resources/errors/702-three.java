package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a-{id}")
    public void run(long id) {}

    @Once(key = "b-{id}")
    public void run(long id, String more) {}

    @Once(key = "c-{id}")
    public void run(long id, int more) {}
}
