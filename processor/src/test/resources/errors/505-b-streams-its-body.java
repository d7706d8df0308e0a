package errors;

import io.github.once4j.Once;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Comparator;

abstract class Service {
    static class Response<T> {}

    @Once(key = "a")
    public InputStream a() {
        return null;
    }

    @Once(key = "b")
    public Response<InputStream> b() {
        return null;
    }

    @Once(key = "c")
    public Response<Response<Runnable>> c() {
        return null;
    }

    @Once(key = "d")
    public Response<ByteArrayInputStream> d() {
        return null;
    }

    @Once(key = "e")
    public Class<InputStream> e() {
        return null;
    }

    @Once(key = "f")
    public Comparator<Thread> f() {
        return null;
    }
}
