package shapes;

import io.github.once4j.Once;
import java.io.IOException;
import java.util.List;

@Deprecated(since = "1", forRemoval = true)
public abstract class Built<T> {
    @SafeVarargs
    protected Built(List<? extends T>... all) {}

    @Deprecated(since = "2")
    public <N extends Number & Comparable<N>> Built(N number, List<T> once) throws IOException {}

    Built(int number) {}

    @SafeVarargs
    @Deprecated(since = "4")
    Built(String first, T... all) {}

    private Built() {}

    @Deprecated(since = "3", forRemoval = true)
    @Once(key = "url")
    public synchronized void url() {}

    @Once(key = "URL")
    public void URL() {}

    @Once(key = "foo")
    public void fooBar() {}

    @Once(key = "foo_")
    public void foo_Bar() {}

    @Once(key = "over-text-{text}")
    public void over(String text) {}

    @Once(key = "over-number-{number}")
    public void over(int number) {}

    @Once(key = "new")
    public void New() {}

    @Once(key = "newKey")
    public void newKey() {}
}
