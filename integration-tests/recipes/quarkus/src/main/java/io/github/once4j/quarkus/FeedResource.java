package io.github.once4j.quarkus;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Handlers that run on the event loop. */
@Path("/feed")
public class FeedResource {
    private final FeedOnce feed;

    FeedResource(FeedOnce feed) {
        this.feed = feed;
    }

    @POST
    @Path("imports/{id}")
    public Uni<String> load(String id) {
        return feed.load(id);
    }

    @GET
    @Path("ticks/{id}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> ticks(String id) {
        return feed.ticks(id);
    }
}
