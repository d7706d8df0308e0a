package io.github.once4j.shape;

import io.github.once4j.Once;

/** Overloads, told apart by {@code name}; package-private and protected methods; properties of the object. */
@SuppressWarnings("once4j:shared-key") // no region begins with load-, and no id is all
abstract class Overloads {
    private final String region;

    Overloads(String region) {
        this.region = region;
    }

    String getRegion() {
        return region;
    }

    @Once(key = "load-{id}", returnOnLocked = "locked")
    String load(String id) {
        return id;
    }

    @Once(key = "{this.region}:load-{id}-{{{part}}}", name = "LoadPart", returnOnLocked = "locked")
    protected String load(String id, int part) {
        return region + id + part;
    }

    @Once(key = "load-all", name = "LoadAll", returnOnLocked = "-1")
    int load(String... ids) throws InterruptedException {
        Thread.sleep(0);
        return ids.length;
    }
}
