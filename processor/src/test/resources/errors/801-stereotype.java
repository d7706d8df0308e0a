package errors;

import io.github.once4j.Once;
import org.springframework.stereotype.Service;

@Service
public class Jobs {
    @Once(key = "k")
    public void run() {}
}
// ---
package org.springframework.stereotype;

@Component
public @interface Service {}
// ---
package org.springframework.stereotype;

public @interface Component {}
