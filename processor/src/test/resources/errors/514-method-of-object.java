package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k", returnOnLocked = "busy")
    @Override
    public String toString() {
        return "work";
    }
}
