package io.github.once4j.spring.vault;

import io.github.once4j.Once;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Everything in it is for keepers. */
@Service
@Audited
@PreAuthorize("hasRole('KEEPER') and @audit.allows('class')")
public abstract class KeepersVault {
    @Once(key = "inner")
    public void inner() {}
}
