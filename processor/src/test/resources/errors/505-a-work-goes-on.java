package errors;

import io.github.once4j.Once;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

abstract class Service {
    @Once(key = "a")
    public Stream<String> a() {
        return Stream.of();
    }
    
    @Once(key = "b")
    public Future<String> b() {
        return CompletableFuture.completedFuture("");
    }
    
    @Once(key = "c")
    public Iterator<String> c() {
        return List.of("").iterator();
    }
    
    @Once(key = "d")
    public <F extends CompletableFuture<String>> F d(F future) {
        return future;
    }
    
    @Once(key = "e")
    public Supplier<String> e() {
        return () -> "";
    }
    
    @Once(key = "f")
    public Flow.Publisher<String> f() {
        return null;
    }
}
