package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "k", returnOnLocked = "x")
    public Thread run() {
        return Thread.currentThread();
    }
    
    @Once(key = "l", returnOnLocked = "x")
    public java.util.List<String> list() {
        return java.util.List.of();
    }
}
