package errors;

import io.github.once4j.Once;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

abstract class Service extends Base implements Face {
    @Transactional
    @Once(key = "itself")
    public void itself() {}

    @Composed
    @Once(key = "composed")
    public void composed() {}

    @Override
    @Once(key = "ofOverridden")
    public void ofOverridden() {}

    @Override
    @Once(key = "ofInterface")
    public void ofInterface() {}

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    @Once(key = "none")
    public void none() {}
}

abstract class Base {
    @Transactional
    public void ofOverridden() {}
}

interface Face {
    @Transactional
    void ofInterface();
}

@Transactional
@interface Composed {}
// ---
package org.springframework.transaction.annotation;

public @interface Transactional {
    Propagation propagation() default Propagation.REQUIRED;
}
// ---
package org.springframework.transaction.annotation;

public enum Propagation {
    REQUIRED,
    NOT_SUPPORTED
}
