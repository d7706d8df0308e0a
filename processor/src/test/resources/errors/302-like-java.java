package errors;

import io.github.once4j.Once;

abstract class Service {
    enum Level {
        LOW,
        HIGH
    }

    @Once(key = "a", returnOnLocked = "Level.LOW")
    public Level a() {
        return Level.LOW;
    }

    @Once(key = "b", returnOnLocked = "null")
    public Integer b() {
        return 1;
    }

    @Once(key = "c", returnOnLocked = "'x'")
    public char c() {
        return 'y';
    }
}
