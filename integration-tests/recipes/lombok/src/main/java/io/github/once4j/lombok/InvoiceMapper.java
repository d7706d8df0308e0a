package io.github.once4j.lombok;

import org.mapstruct.Mapper;
import org.mapstruct.Mapping;

/** MapStruct writes it, by getters and a constructor of Lombok. */
@Mapper
public interface InvoiceMapper {
    @Mapping(target = "receiver", source = "customer")
    Invoice of(Order order);
}
