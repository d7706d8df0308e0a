package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", lease = "1h30m")
    public void a() {}

    @Once(key = "b", lease = "1.5 minutes")
    public void b() {}

    @Once(key = "c", lease = "2 weeks")
    public void c() {}

    @Once(key = "d", lease = "${app.lease:5 min}")
    public void d() {}

    @Once(key = "e", lease = "${app.lease:5}")
    public void e() {}
}
