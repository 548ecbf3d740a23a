#include "storage/papers.h"
#include "storage/types/describe.h"

namespace scratch {

std::vector<const storage::Record_type*> types_with_papers() {
    auto all = types();
    all.push_back(&storage::record_type<Paper>());
    all.push_back(&storage::record_type<Slip>());
    return all;
}

}  // namespace scratch

template const storage::Record_type& storage::record_type<scratch::Paper>();
template const storage::Record_type& storage::record_type<scratch::Slip>();
