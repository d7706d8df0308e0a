package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "a", lease = "${app.lease}")
    public void a() {}

    @Once(key = "b", lease = "${app.lease:}")
    public void b() {}

    @Once(key = "c", holdAtLeast = "${app.least:soon}")
    public void c() {}

    @Once(key = "d", holdAtMost = "{app.most:5m}")
    public void d() {}

    @Once(key = "e", lease = "${:5m}")
    public void e() {}

    @Once(key = "f", lease = "#{@settings.lease}")
    public void f() {}
}
