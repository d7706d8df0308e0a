package io.github.once4j.spring.vault;

import io.github.once4j.Once;
import io.micrometer.core.annotation.Timed;
import io.micrometer.observation.annotation.Observed;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/** Annotations that Spring reads on the methods of beans. */
@Service
public abstract class Vault {
    private String owner = "ann";

    public String getOwner() {
        return owner;
    }

    public void setOwner(String owner) {
        this.owner = owner;
    }

    @PreAuthorize("hasRole('KEEPER') and @audit.allows('open')")
    @Once(key = "open-{id}", returnOnLocked = "locked")
    public String open(String id) {
        return "opened " + id;
    }

    @Secured("ROLE_KEEPER")
    @Once(key = "secured")
    public void secured() {}

    @RolesAllowed("KEEPER")
    @Once(key = "roles")
    public void roles() {}

    @DenyAll
    @Once(key = "deny")
    public void deny() {}

    @Audited
    @Timed("vault.timed")
    @Observed(name = "vault.observed")
    @Once(key = "watched-{this.owner}")
    public void watched() {}
}
