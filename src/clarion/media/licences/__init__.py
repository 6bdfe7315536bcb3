"""The licences a picture can carry: what there is, and what somebody meant who wrote one down."""

from clarion.media.licences.parsing import UnknownLicence, licence_of, licences_of
from clarion.media.licences.vocabulary import LICENCES, VERSION, Licence

__all__ = ["LICENCES", "VERSION", "Licence", "UnknownLicence", "licence_of", "licences_of"]
