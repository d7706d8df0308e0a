package errors;

import io.github.once4j.Once;

abstract class Service {
    static class Customer {
        public String getName() {
            return "";
        }
    }

    static class Order {
        public String getId() {
            return "";
        }

        public Customer getCustomer() {
            return new Customer();
        }
    }

    @Once(key = "a-{order.getIdd}-{order.custmer}-{order.custmer.name}")
    public void run(Order order) {}

    @Once(key = "b-{this.tenantId}")
    public void ofThis(String tenantId) {}
}
