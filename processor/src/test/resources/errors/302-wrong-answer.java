package errors;

import io.github.once4j.Once;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

abstract class Service {
    enum Level {
        LOW,
        HIGH
    }

    @Once(key = "a", returnOnLocked = "12x")
    public int a() {
        return 1;
    }
    
    @Once(key = "b", returnOnLocked = "128")
    public byte b() {
        return 1;
    }
    
    @Once(key = "c", returnOnLocked = "HIHG")
    public Level c() {
        return Level.HIGH;
    }
    
    @Once(key = "d", returnOnLocked = "yes")
    public CompletableFuture<Boolean> d() {
        return CompletableFuture.completedFuture(true);
    }
    
    @Once(key = "e", returnOnLocked = "tomorrow")
    public Optional<LocalDate> e() {
        return Optional.empty();
    }
    
    @Once(key = "f", returnOnLocked = "ab")
    public char f() {
        return 'x';
    }

    @Once(key = "g", returnOnLocked = "TRUE")
    public boolean g() {
        return true;
    }
}
