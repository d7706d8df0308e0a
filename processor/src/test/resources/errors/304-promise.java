package errors;

import io.github.once4j.Once;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;

@NullMarked
abstract class Service {
    @Once(key = "a")
    public String a() {
        return "";
    }
    
    @Once(key = "b")
    public CompletableFuture<String> b() {
        return CompletableFuture.completedFuture("");
    }
}
