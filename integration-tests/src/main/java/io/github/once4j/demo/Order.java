package io.github.once4j.demo;

/** An order of a tenant: what a report is about. */
record Order(int id, String customer) {
    @Override
    public String toString() {
        return "#" + id;
    }
}
