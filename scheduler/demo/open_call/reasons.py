"""What people of the demonstration write to each other."""

from scheduler.applications.material import BANNER, LOGO

RETURNED = (
    "The abstract does not say how the topic is part of the Commission's work. Please add two sentences.",
    "The title has become long. Please shorten it so that it fits into one line of the programme.",
    "Two of the speakers are named without an affiliation. Please add it, or take them out.",
    "The abstract speaks of one country only. Please show that its mission takes part, or name none.",
)
ADDED = "The event builds on the resolutions of earlier sessions, and reports on what was done about them."
WAITING = (
    "All rooms are taken at the hours that you chose. We write as soon as a place becomes free.",
    "Another event on the same topic was received before yours. You may also join it.",
)
DECLINED = (
    "The topic is not part of the Commission's work. Another forum may fit better.",
    "The event would promote a product. Side events cannot be used for advertising.",
)
INELIGIBLE = (
    "We could not find your organisation on the list of NGOs in consultative status. You can co-sponsor the "
    "event of another organisation, or put a speaker forward."
)
REOPENED = "The organiser sent a new description, which we had overlooked. We read it again."
CALLED_OFF = ("Our main speaker cannot travel.", "We have joined the event of a partner instead.")
CANCELLED = "The organiser did not answer three letters."
READINGS = {
    True: (None, None, None, "Looked up today.", "As last year."),
    False: ("To be asked about.", "Not clear from the text.", "See the note."),
}
"""What readers say, by whether they found a point fine."""
NOTES = (
    "The mission called and asked when it will hear. Told them: after the close.",
    "Very near to another application of this call. Suggest joining?",
    "They wish for the same room as last year.",
)
ADVICE = (
    "The organisation is known to us, and its status was confirmed in the last review.",
    "Status confirmed. Their side event last year was well attended, by about eighty people.",
    "Please look at the list of speakers once more: one of them represents a company.",
)
NO = ("We support no other events this year.", "The topic lies outside our mandate.", None)
TAKEN_BACK = "Our management has decided otherwise. We are sorry."
OBJECTED = "Nobody asked the head of our office. We cannot confirm this."
FLYER_RETURNED = (str(BANNER), str(LOGO))
