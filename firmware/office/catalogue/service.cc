#include "office/catalogue/service.h"

#include "office/records/change_field.h"

namespace office {

void check(const Service& service, Errors& errors) {
    if (service.price && *service.price < storage::Money{}) errors.emplace("price", "must not be less than zero");
}

void archive(storage::Write& write, Ref<Service> service) { change_field<&Service::archived>(write, service, true); }

void restore(storage::Write& write, Ref<Service> service) { change_field<&Service::archived>(write, service, false); }

std::string_view why_not_archive(const storage::Read&, const Service& service) {
    return service.archived ? "This service is archived already." : "";
}

std::string_view why_not_restore(const storage::Read&, const Service& service) {
    return service.archived ? "" : "This service is not archived.";
}

bool is_offered(const storage::Read& read, storage::Id id) {
    const auto service = read.find<Service>(id);
    return service && !service->archived;
}

}  // namespace office
