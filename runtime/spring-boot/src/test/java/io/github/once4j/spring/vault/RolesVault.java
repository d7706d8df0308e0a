package io.github.once4j.spring.vault;

import io.github.once4j.Once;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.stereotype.Service;

/** As {@link KeepersVault}, by Jakarta's annotation. */
@Service
@RolesAllowed("KEEPER")
public abstract class RolesVault {
    @Once(key = "roles-inner")
    public void inner() {}
}
