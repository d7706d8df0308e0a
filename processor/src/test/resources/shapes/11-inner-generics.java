package shapes;

import io.github.once4j.Once;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@SuppressWarnings("once4j:unguarded")
public class Holder<A> {
    public class Inner<B> {
        public class Leaf {}
    }

    public enum Kind {
        PLAIN,
        BODY {
            @Override
            int size() {
                return 2;
            }
        };

        int size() {
            return 1;
        }
    }

    public record Pair<X, Y>(X left, Y right) {}

    @Once(key = "inner-{kind}")
    public Holder<String>.Inner<A>.@Nullable Leaf inner(
            Holder<A>.Inner<? super Integer> inner, Kind kind, Pair<Kind, int[][]> pair, Map.Entry<A, Kind[]>[] entries) {
        return null;
    }

    @Once(key = "kind", returnOnLocked = "BODY")
    public Kind kind() {
        return Kind.PLAIN;
    }

    @Once(key = "long-{aParameterWhoseNameIsRatherLong}-{anotherParameterWhoseNameIsRatherLong}-{theLastOfTheseParametersThatAreRatherLong}-and-some-text-behind-it")
    public void aMethodWhoseNameIsRatherLong(
            String aParameterWhoseNameIsRatherLong, String anotherParameterWhoseNameIsRatherLong, String theLastOfTheseParametersThatAreRatherLong) {}
}
