package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k", raiseOnLocked = true, returnOnLocked = "x")
    public String run() {
        return "";
    }
}
