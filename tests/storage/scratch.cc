#include "storage/scratch.h"
#include "storage/types/describe.h"

namespace scratch {

std::vector<const storage::Record_type*> types() {
    using storage::record_type;
    return {&record_type<Group>(), &record_type<Person>(), &record_type<Note>(), &record_type<storage::Custom_field>()};
}

}  // namespace scratch

namespace storage {

template const Record_type& record_type<scratch::Group>();
template const Record_type& record_type<scratch::Person>();
template const Record_type& record_type<scratch::Note>();

}  // namespace storage
