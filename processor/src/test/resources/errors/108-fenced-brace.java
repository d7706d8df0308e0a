package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a}}{id}", fenced = true)
    public void noTag(String id) {}

    @Once(key = "b{{}}{id}}}", fenced = true)
    public void emptyTag(String id) {}

    @Once(key = "{{c{id}}}-{more}", fenced = true)
    public void tag(String id, int more) {}

    @Once(key = "d}}{id}")
    public void notFenced(String id) {}
}
