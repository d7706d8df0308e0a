package errors;

import io.github.once4j.Once;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

abstract class Service {
    record Order(String id, byte[] data) {}

    static class Plain {}

    interface Face {
        String name();
    }

    @Once(key = "a-{order}-{items}-{array}-{price}")
    public void a(Order order, List<String> items, byte[] array, double price) {}
    
    @Once(key = "b-{object}-{optional}-{date}-{path}-{t}")
    public <T> void b(Object object, Optional<byte[]> optional, Date date, Path path, T t) {}
    
    @Once(key = "c-{plain}-{face}-{builder}-{number}-{counter}-{type}")
    public void c(Plain plain, Face face, StringBuilder builder, Number number, AtomicLong counter, Class<?> type) {}
}
