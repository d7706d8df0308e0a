package errors;

import io.github.once4j.Once;

abstract class Service {
    private static final String TEN = "{id}-{id}-{id}-{id}-{id}-{id}-{id}-{id}-{id}-{id}-";
    private static final String HUNDRED = TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN + TEN;

    @Once(key = HUNDRED + HUNDRED + "{id}")
    public void run(String id) {}

    record Node(Node next, String id) {}

    @Once(key = "{node.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.next.id}")
    public void walk(Node node) {}
}
