package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k", returnOnLocked = "x")
    public java.util.Locale run() {
        return java.util.Locale.ROOT;
    }
    
    @Once(key = "l", returnOnLocked = "x")
    public java.util.List<String> list() {
        return java.util.List.of();
    }
}
