package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "build-{id}")
    public void build(String id) {}
}

class Inheriting extends Service {}

class Below extends Inheriting {}

abstract class Open extends Service {}

class OfOpen extends Open {}

class Holder {
    @SuppressWarnings("once4j:unguarded")
    static class Meant extends Service {}

    private static class Unseen extends Service {}

    static class Guarded extends ServiceOnce {}
}
