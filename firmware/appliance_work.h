// What the box does by itself.
#pragma once

#include <vector>

#include "appliance_certificates.h"
#include "background/work.h"
#include "exchange/importer.h"
#include "messages/outbox.h"
#include "office/clients/latest.h"
#include "office/documents/uploads.h"
#include "office/people/undoer.h"
#include "pictures/previews.h"

/// What the works are done with.
struct Work_tools {
    exchange::Importer& importer;
    storage::Files& files;
    office::Uploads& uploads;
    office::Undoer& undoer;
    pictures::Previews& previews;
    office::Latest_clients& latest_clients;
    Served_certificate& certificate;
    messages::Outbox& outbox;
};

/// Looks at every page of an office that is small enough for that to take a moment, so that nobody is answered before. All others
/// are read through in the background.
void read_through_if_small(storage::Store& store);

std::vector<background::Work> appliance_work(const Work_tools& tools);
